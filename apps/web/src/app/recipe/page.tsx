import type { Metadata } from 'next';
import { RecipePage } from '../../features/recipe/recipe-page.js';

export const dynamic = 'force-dynamic';
export const metadata: Metadata = { title: 'Recipe', robots: { index: false, follow: false } };

export default function Page() {
  return <RecipePage />;
}
