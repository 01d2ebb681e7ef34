package news.rendezvous.source;

/** Result of a claim on the id and the URL of a new source. */
public enum Claim {
  GRANTED,
  ID_TAKEN,
  URL_TAKEN
}
