package news.rendezvous.view;

/** Result of a look-up by id. */
public sealed interface Lookup {

  /** The view has the item. */
  record Found(ViewItem held) implements Lookup {}

  /** The item was withdrawn. */
  record Withdrawn() implements Lookup {}

  /** The view does not have it, or no longer. */
  record Unknown() implements Lookup {}
}
