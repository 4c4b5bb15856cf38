import { LandingPage } from '../features/landing/landing-page.js';

// Rendered for each request: the nonce of the content security policy is new every time.
export const dynamic = 'force-dynamic';

export default function Page() {
  return <LandingPage />;
}
