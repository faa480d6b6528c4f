/** What the shop's modules touch of a browser as they load, for tests that run without one. */
Object.assign(globalThis, { addEventListener: () => {}, localStorage: { getItem: () => null, setItem: () => {} } });
