/** No reply yet, and none to wait for in this process: the request was noted, and stands with a batch or is only shown. */
export class PendingReply extends Error {
  override readonly name = 'PendingReply';
}
