/** What came back for an upload. */
export interface UploadAnswer {
  readonly status: number;
  readonly text: string;
}

export interface UploadRequest {
  readonly url: string;
  readonly body: Blob;
  readonly type: string;
  /** What has been sent, 0 to 1. */
  readonly onProgress: (share: number) => void;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Send a file and hear how far it is, which `fetch` does not say. Browsers only.
 * Rejects with the signal's reason once it is aborted, and with an Error where the server cannot be reached.
 */
export function uploadFile({ url, body, type, onProgress, signal }: UploadRequest): Promise<UploadAnswer> {
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    const request = new XMLHttpRequest();
    const stop = () => request.abort();
    signal?.addEventListener('abort', stop);
    request.upload.onprogress = ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0);
    request.onload = () => resolve({ status: request.status, text: request.responseText });
    request.onerror = () => reject(new Error('The upload broke off.'));
    request.onabort = () => reject(signal?.reason ?? new Error('The upload was given up.'));
    request.onloadend = () => signal?.removeEventListener('abort', stop);
    request.open('POST', url);
    request.setRequestHeader('content-type', type);
    request.setRequestHeader('accept', 'application/json');
    request.send(body);
  });
}
