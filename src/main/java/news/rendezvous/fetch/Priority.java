package news.rendezvous.fetch;

/** Order of the requests of one kind that wait for one host. */
enum Priority {
  /** Of an operator: before all others, and even while the host is held. */
  URGENT,
  /** Of somebody who waits for the answer. */
  NORMAL,
  /** A repetition that nobody waits for: when there is nothing else to request. */
  BACKGROUND
}
