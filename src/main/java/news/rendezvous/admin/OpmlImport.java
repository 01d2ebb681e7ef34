package news.rendezvous.admin;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import news.rendezvous.admin.ImportReport.Outcome;
import news.rendezvous.ingest.normalize.html.PlainText;
import news.rendezvous.item.text.Truncation;
import news.rendezvous.item.url.CanonicalUrl;
import news.rendezvous.serve.http.problem.ProblemException;
import news.rendezvous.source.Source;
import news.rendezvous.source.SourceConstraints;
import news.rendezvous.source.SourceRegistry;
import news.rendezvous.source.opml.OpmlOutline;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Import of the feeds of an OPML document, each by the rules of a request that adds a source.
 * Repeating it is harmless: a source that is there counts as existing.
 */
@ApplicationScoped
class OpmlImport {

  private static final Logger LOG = Logger.getLogger(OpmlImport.class);

  /** Sources written before their acknowledgements are awaited; Kafka's producer batches them. */
  private static final int BATCH = 500;

  private final SourceValidator validator;
  private final SourceRegistry sources;

  @Inject
  OpmlImport(SourceValidator validator, SourceRegistry sources) {
    this.validator = validator;
    this.sources = sources;
  }

  /**
   * The report at the start and after each batch; fails where Kafka does not take a source. The
   * first subscription starts the import, which then goes on whether or not somebody still reads
   * the reports: a list that has been sent is not to be half imported because a tab was closed.
   */
  Multi<ImportReport> run(List<OpmlOutline> outlines) {
    Run run = new Run(outlines.size());
    Multi<ImportReport> batches =
        Multi.createFrom()
            .iterable(outlines)
            .group()
            .intoLists()
            .of(BATCH)
            .onItem()
            .transformToUniAndConcatenate(
                batch ->
                    run.addAll(batch)
                        .emitOn(Infrastructure.getDefaultWorkerPool())); // not the producer's
    Multi<ImportReport> reports =
        Multi.createBy()
            .concatenating()
            .streams(Multi.createFrom().item(ImportReport.begin(outlines.size())), batches)
            .invoke(OpmlImport::log)
            .onFailure()
            .invoke(failure -> LOG.errorf("OPML import: Kafka did not take a source: %s", failure));
    return Multi.createBy().replaying().ofMulti(reports);
  }

  private static void log(ImportReport report) {
    if (report.isComplete()) {
      ImportReport.Result result = report.result();
      LOG.infof(
          "OPML import: %d sources added, %d existing, %d refused",
          result.added(), result.existing(), result.refused().size());
    }
  }

  /** The state of one import. */
  private final class Run {

    private final Set<String> urls = new HashSet<>();
    private ImportReport report;

    Run(int total) {
      report = ImportReport.begin(total);
    }

    // All are begun before any is awaited, each after the one before has claimed its id.
    Uni<ImportReport> addAll(List<OpmlOutline> batch) {
      List<Uni<Outcome>> additions =
          batch.stream().map(this::add).map(Uni.createFrom()::completionStage).toList();
      return Uni.join().all(additions).andFailFast().map(this::report);
    }

    private ImportReport report(List<Outcome> outcomes) {
      report = report.with(outcomes);
      return report;
    }

    private CompletionStage<Outcome> add(OpmlOutline outline) {
      String url = outline.xmlUrl();
      if (url == null) {
        String name = Objects.requireNonNullElse(outline.title(), "");
        return refused("", "the outline '%s' has no xmlUrl".formatted(name));
      }
      try {
        Source source = validator.validate(request(outline, url, outline.settings().get("id")));
        return urls.add(key(source))
            ? write(source, outline, url).subscribeAsCompletionStage()
            : refused(url, "is in the document more than once");
      } catch (ProblemException e) {
        // What was acceptable once is subscribed to, though it would be refused today.
        return sources.findByUrl(url).isPresent()
            ? CompletableFuture.completedStage(new Outcome.Existing())
            : refused(url, SourceValidator.reason(e.problem()));
      }
    }

    private Uni<Outcome> write(Source source, OpmlOutline outline, String url) {
      return sources
          .add(source)
          .flatMap(
              claim ->
                  switch (claim) {
                    case GRANTED -> Uni.createFrom().item(new Outcome.Added(source.id()));
                    case URL_TAKEN -> Uni.createFrom().item(new Outcome.Existing());
                    // Another request was faster; a free id is derived.
                    case ID_TAKEN ->
                        write(validator.validate(request(outline, url, null)), outline, url);
                  });
    }
  }

  // Equal for URLs that the registry takes for one.
  private static String key(Source source) {
    String url = source.url().toString();
    return CanonicalUrl.of(url).map(CanonicalUrl::toString).orElse(url);
  }

  private static CompletionStage<Outcome> refused(String url, String reason) {
    return CompletableFuture.completedStage(
        new Outcome.Refused(CanonicalUrl.withoutUserInfo(url), reason));
  }

  private SourceRequest request(OpmlOutline outline, String url, @Nullable String id) {
    Map<String, String> settings = outline.settings();
    return new SourceRequest(
        url,
        id == null || sources.isTaken(id) ? null : id,
        title(outline),
        settings.get("edition"),
        language(outline),
        settings.get("zone"),
        settings.get("interval"),
        settings.get("links_base"),
        !"false".equals(settings.get("enabled")),
        backfill(settings.get("backfill")),
        null,
        null,
        false);
  }

  // Some programs escape titles twice; line breaks and the like are no part of one.
  private static @Nullable String title(OpmlOutline outline) {
    String line = PlainText.of(outline.title());
    return line == null ? null : Truncation.toLength(line, SourceConstraints.MAX_TITLE);
  }

  // Some programs write "unknown".
  private static @Nullable String language(OpmlOutline outline) {
    String tag = outline.language();
    return tag == null || SourceConstraints.language(tag).isPresent() ? null : tag;
  }

  // A text that is no number is refused like one out of bounds.
  private static @Nullable Integer backfill(@Nullable String pages) {
    return pages == null ? null : pages.matches("\\d{1,9}") ? Integer.parseInt(pages) : -1;
  }
}
