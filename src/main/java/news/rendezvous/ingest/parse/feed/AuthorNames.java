package news.rendezvous.ingest.parse.feed;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reader of author names. */
final class AuthorNames {

  /** RSS 2.0, author: a mail address and the name in brackets, or the reverse. */
  private static final Pattern MAIL_AND_NAME = Pattern.compile("\\S+@\\S+\\s*\\(([^()]+)\\)");

  private static final Pattern NAME_AND_MAIL =
      Pattern.compile("([^()<>]+)[(<]\\S+@[^\\s()<>]+[)>]");

  private static final Pattern MAIL = Pattern.compile("(?:mailto:)?\\S+@\\S+\\.\\S+");

  /** A longer text is no address: RFC 5321 section 4.5.3.1 allows 320 characters. */
  private static final int MAX_LENGTH = 500;

  private AuthorNames() {}

  /** The name in a text that may also contain a mail address. */
  static String name(String author) {
    if (author.length() > MAX_LENGTH || author.indexOf('@') < 0) {
      return author;
    }
    return Stream.of(MAIL_AND_NAME, NAME_AND_MAIL)
        .map(form -> form.matcher(author))
        .filter(Matcher::matches)
        .map(matcher -> matcher.group(1).strip())
        .findFirst()
        .orElse(author);
  }

  /** Names of the persons in elements: their name child, else their text. */
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

  /** Names of the authors of a feed; addresses without a name are left out. */
  static List<String> ofFeed(Stream<String> names) {
    return names
        .map(AuthorNames::name)
        .filter(name -> name.length() > MAX_LENGTH || !MAIL.matcher(name).matches())
        .distinct()
        .toList();
  }
}
