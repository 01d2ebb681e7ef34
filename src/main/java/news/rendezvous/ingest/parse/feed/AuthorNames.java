package news.rendezvous.ingest.parse.feed;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Names of authors, as the formats write them. */
final class AuthorNames {

  /** RSS 2.0: author is an address, with the name in brackets behind it; or the other way. */
  private static final Pattern MAIL_AND_NAME = Pattern.compile("\\S+@\\S+\\s*\\(([^()]+)\\)");

  private static final Pattern NAME_AND_MAIL =
      Pattern.compile("([^()<>]+)[(<]\\S+@[^\\s()<>]+[)>]");

  private static final Pattern MAIL = Pattern.compile("(?:mailto:)?\\S+@\\S+\\.\\S+");

  /** RFC 5321 section 4.5.3.1 allows 320 characters of address; a longer text is none. */
  private static final int LONGEST = 500;

  private AuthorNames() {}

  /** The name in a text that may hold a mail address beside it. */
  static String name(String author) {
    if (author.length() > LONGEST || author.indexOf('@') < 0) {
      return author;
    }
    return Stream.of(MAIL_AND_NAME, NAME_AND_MAIL)
        .map(form -> form.matcher(author))
        .filter(Matcher::matches)
        .map(matcher -> matcher.group(1).strip())
        .findFirst()
        .orElse(author);
  }

  /** Names of persons: elements that hold a name, or nothing but the name. */
  static List<String> persons(ChildElements parent, String element) {
    return parent.each(element).stream()
        .flatMap(
            person ->
                Stream.ofNullable(
                    person.element().hasChildren()
                        ? person.text("name", "atom:name", "itunes:name")
                        : InnerMarkup.text(person.element())))
        .map(AuthorNames::name)
        .toList();
  }

  /** Those of a whole feed: bare addresses name nobody. */
  static List<String> ofFeed(Stream<String> names) {
    return names
        .map(AuthorNames::name)
        .filter(name -> name.length() > LONGEST || !MAIL.matcher(name).matches())
        .distinct()
        .toList();
  }
}
