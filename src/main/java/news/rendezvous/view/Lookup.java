package news.rendezvous.view;

/** What the view knows of an id. */
public sealed interface Lookup {

  /** It holds the item. */
  record Found(Held held) implements Lookup {}

  /** The item was withdrawn. */
  record Withdrawn() implements Lookup {}

  /** It never was here, or is no longer. */
  record Unknown() implements Lookup {}
}
