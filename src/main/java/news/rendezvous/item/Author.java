package news.rendezvous.item;

import java.util.Objects;

/**
 * An author of a story.
 *
 * @param name plain text, not blank
 */
public record Author(String name) {

  public Author {
    Objects.requireNonNull(name, "the name of an author is missing");
  }
}
