/** Of a bot whose Home tab nobody opens. */
export const noHome = {
  loadHome: () => Promise.reject(new Error("The Home tab was not expected.")),
  publishHome: () => Promise.reject(new Error("A published tab was not expected.")),
};
