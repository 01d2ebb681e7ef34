package news.rendezvous.admin;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.text.Normalizer;
import java.util.Objects;
import java.util.stream.IntStream;
import news.rendezvous.item.text.LowerCase;
import news.rendezvous.item.url.FeedUrl;
import news.rendezvous.source.SourceRegistry;
import org.jspecify.annotations.Nullable;

/** Derives free ids of new sources. */
@ApplicationScoped
class SourceIds {

  /** In characters; the longest id of a source, without a number behind it. */
  private static final int LONGEST_STEM = 128 - 8;

  private final SourceRegistry sources;

  @Inject
  SourceIds(SourceRegistry sources) {
    this.sources = sources;
  }

  /** The id for a title, else for the host of a URL; with a number where it is taken. */
  String derive(@Nullable String title, FeedUrl url) {
    String name = slug(Objects.requireNonNullElse(title, ""));
    String base = name.isEmpty() ? url.parsed().map(u -> slug(u.host())).orElse("") : name;
    String stem = base.isEmpty() ? "source" : base;
    return IntStream.iterate(1, n -> n + 1)
        .mapToObj(n -> n == 1 ? stem : stem + "-" + n)
        .filter(id -> !sources.isTaken(id))
        .findFirst()
        .orElseThrow();
  }

  // Lower-case ASCII words joined by hyphens; empty for a title in another script.
  private static String slug(String text) {
    String plain = Normalizer.normalize(text, Normalizer.Form.NFKD).replaceAll("\\p{M}", "");
    String slug =
        LowerCase.of(plain)
            .replaceAll("[^a-z0-9.]+", "-")
            .replaceAll("^[-.]++|(?<![-.])[-.]++$", "");
    return slug.substring(0, Math.min(slug.length(), LONGEST_STEM));
  }
}
