/** Opens the app's Home tab as a person, and waits until it is published. `page` is the address of the local stack's page. */
export async function openHome(page: string, user: string): Promise<void> {
  const response = await fetch(new URL("/playground/home", page), {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ user, channel: "C0LOTTERY", tab: "home" }),
  });
  if (response.status !== 200) throw new Error(`The page responded with status ${response.status}.`);
}
