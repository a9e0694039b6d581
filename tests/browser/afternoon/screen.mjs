// What the chapters of the afternoon read off a screen.

export const NBSP = /\s/g;

/** What a browser writes to its console when the market refuses something. */
export const refused = (path) => new RegExp(`^Failed to load resource.*status of 4[0-9]{2}.*${path}`);

/** What the page says that one has. */
export const balance = async (phone) => (await phone.words("#balance .amount")).replace(NBSP, "");

/** Signs the payment on screen, and waits for a receipt that this phone has verified. */
export async function payNow(phone) {
  await phone.press(/^Payer /);
  await phone.at(/^\/receipt\/\d+$/);
  await phone.reads("[data-verdict=true]", /Vrai, inscrit au rang/);
  return new URL(phone.page.url()).pathname;
}
