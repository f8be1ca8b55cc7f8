export interface PolicyWatch {
  /** To be asked after a failure, before `stop`. */
  hasBlocked(): Promise<boolean>;
  stop(): void;
}

/** Watches whether the page's own policy (CSP `connect-src`) blocks a request, of which a failed `fetch` says nothing. */
export function watchPolicy(url: string): PolicyWatch {
  const stop = new AbortController();
  let hasBlocked = false;
  const { document } = globalThis;
  const handleViolation = ({ blockedURI }: SecurityPolicyViolationEvent): void => {
    hasBlocked ||= new URL(url, document.baseURI).href.startsWith(blockedURI);
  };
  // Elsewhere than in a page there is no policy.
  document?.addEventListener('securitypolicyviolation', handleViolation, { signal: stop.signal });
  return {
    async hasBlocked() {
      // The event is a task of its own, which may come after the failure.
      if (document) await new Promise((resolve) => setTimeout(resolve));
      return hasBlocked;
    },
    stop: () => stop.abort(),
  };
}
