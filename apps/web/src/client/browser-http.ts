import { ToileHttp } from '@toile/client/http';

let http: ToileHttp | null = null;

/** The HTTP side of this page's own server. Browser only: the session is in a cookie that scripts cannot see. */
export function browserHttp(): ToileHttp {
  http ??= new ToileHttp({ baseUrl: location.origin });
  return http;
}
