/** Shows a short message in the admin. Without App Bridge (its script blocked) there is nowhere to show it. */
export function showToast(message: string, { isError = false }: { isError?: boolean } = {}): void {
  window.shopify?.toast.show(message, { isError });
}
