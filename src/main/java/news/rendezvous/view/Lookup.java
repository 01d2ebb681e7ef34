package news.rendezvous.view;

/** Result of a look-up by id. */
public sealed interface Lookup {

  record Found(ViewItem held) implements Lookup {}

  record Withdrawn() implements Lookup {}

  /** The view does not have it, or no longer. */
  record Unknown() implements Lookup {}
}
