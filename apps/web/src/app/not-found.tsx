import { Notice } from '../features/controls/notice.js';

export default function NotFound() {
  return (
    <Notice title="Nothing is pinned here.">
      <p>This address leads to no page of Toile. Room links look like /r/… and invite links like /join#….</p>
    </Notice>
  );
}
