/**
 * A response that fails with what `tooLong` makes once its body, unpacked, holds more than so many bytes. What an
 * endpoint sends without end is stopped while it comes: a check of its length behind that would come too late.
 */
export const boundedBody = (response: Response, most: number, tooLong: () => Error): Response => {
  if (response.body === null) return response;
  let bytes = 0;
  const counted = new TransformStream<Uint8Array, Uint8Array>({
    transform: (chunk, controller) => {
      bytes += chunk.byteLength;
      if (bytes > most) controller.error(tooLong());
      else controller.enqueue(chunk);
    },
  });
  const { status, statusText, headers } = response;
  return new Response(response.body.pipeThrough(counted), { status, statusText, headers });
};
