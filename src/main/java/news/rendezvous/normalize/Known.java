package news.rendezvous.normalize;

import java.util.Optional;
import java.util.stream.Stream;
import news.rendezvous.parse.Markup;
import news.rendezvous.parse.ParsedEntry;
import org.jspecify.annotations.Nullable;

/**
 * An entry, with what is known of it before its content is looked at.
 *
 * @param entry as it was parsed
 * @param addresses its addresses
 * @param identity what it may be recognised by
 */
record Known(ParsedEntry entry, Addresses addresses, Identity identity) {

  static Known of(ParsedEntry entry, String feedUrl, NormalizeConfig config) {
    Addresses addresses = new Addresses(entry, feedUrl, config.maxUrl());
    return new Known(
        entry,
        addresses,
        new Identity(
            addresses.guid().orElse(null),
            addresses.permalink(),
            addresses.original(),
            PlainText.of(entry.title()),
            text(entry),
            entry.published() == null ? entry.updated() : entry.published()));
  }

  private static @Nullable String text(ParsedEntry entry) {
    return Stream.of(Optional.ofNullable(entry.content()), Optional.ofNullable(entry.summary()))
        .flatMap(Optional::stream)
        .map(Markup::value)
        .findFirst()
        .orElse(null);
  }
}
