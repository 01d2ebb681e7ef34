package news.rendezvous.parse;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Set;

/** The elements that are open where broken XML is read, and which of them end there. */
final class OpenElements {

  private static final Set<String> ENTRIES = Set.of("item", "entry");

  /** Elements that hold text, never one of each other. */
  private static final Set<String> FIELDS =
      Set.of(
          "title",
          "link",
          "guid",
          "pubdate",
          "description",
          "category",
          "comments",
          "enclosure",
          "id",
          "published",
          "updated",
          "issued",
          "modified",
          "summary",
          "content:encoded",
          "dc:creator",
          "dc:date",
          "dc:subject");

  private final Deque<String> open = new ArrayDeque<>();
  private final StringBuilder out;

  /** None yet; closing tags are written there. */
  OpenElements(StringBuilder out) {
    this.out = out;
  }

  boolean isEmpty() {
    return open.isEmpty();
  }

  int depth() {
    return open.size();
  }

  void push(String name) {
    open.push(name);
  }

  /** Closes what cannot hold an element of that name. */
  void closeBefore(String name) {
    if (ENTRIES.contains(name)) {
      while (open.stream().map(OpenElements::lower).anyMatch(ENTRIES::contains)) {
        close();
      }
      closeFields();
    } else if (FIELDS.contains(name)) {
      closeFields();
    }
  }

  private void closeFields() {
    while (!open.isEmpty() && FIELDS.contains(lower(open.peek()))) {
      close();
    }
  }

  private static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  /** Closes an element and what was left open in it; nothing where there is none. */
  void end(String name) {
    if (!open.contains(name)) {
      return;
    }
    while (!open.peek().equals(name)) {
      close();
    }
    close();
  }

  private void close() {
    out.append("</").append(open.pop()).append('>');
  }

  void closeAll() {
    while (!open.isEmpty()) {
      close();
    }
  }
}
