package news.rendezvous.admin;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import news.rendezvous.ingest.poll.SourceSummaries;
import news.rendezvous.ingest.poll.SourceSummary;
import news.rendezvous.ingest.poll.state.SourceStatus;
import news.rendezvous.item.Json;
import news.rendezvous.serve.http.problem.Problem;
import org.apache.kafka.common.KafkaException;

/**
 * Progress of an import as lines of JSON, each an object with one member that names its kind. The
 * first polls are part of it, since only they show which of the feeds can be read.
 */
@ApplicationScoped
class ImportProgress {

  private static final Duration INTERVAL = Duration.ofSeconds(1);

  private final SourceSummaries summaries;

  @Inject
  ImportProgress(SourceSummaries summaries) {
    this.summaries = summaries;
  }

  /** Progress of adding sources. */
  record Adding(int done, int total) {}

  /**
   * Progress of the first polls.
   *
   * @param polled number of sources whose first poll has ended, or that are not polled
   * @param failing number of those that could not be read
   */
  record Polling(long polled, long failing, int total) {

    boolean isComplete() {
      return polled == total;
    }
  }

  /** The lines of an import, which the subscription starts. */
  Multi<byte[]> of(Multi<ImportReport> run) {
    return run.onItem()
        .transformToMultiAndConcatenate(this::lines)
        .onFailure(KafkaException.class)
        .recoverWithItem(ImportProgress::failed);
  }

  private Multi<byte[]> lines(ImportReport report) {
    byte[] adding = line("adding", new Adding(report.outcomes().size(), report.total()));
    return report.isComplete()
        ? Multi.createBy()
            .concatenating()
            .streams(
                Multi.createFrom().items(adding, line("result", report.result())),
                polls(report.added()))
        : Multi.createFrom().item(adding);
  }

  // The status of the response has been sent, so the problem is a line of it.
  private static byte[] failed() {
    Problem problem =
        Problem.of(
            503, "Kafka did not take all sources; import again: those that are there stay.");
    return line("failed", new JsonObject(Buffer.buffer(problem.toJson())).getMap());
  }

  private Multi<byte[]> polls(List<String> ids) {
    return ids.isEmpty()
        ? Multi.createFrom().empty()
        : Multi.createBy()
            .repeating()
            .uni(
                () ->
                    Uni.createFrom()
                        .voidItem()
                        .onItem()
                        .delayIt()
                        .by(INTERVAL)
                        .map(tick -> polling(ids)))
            .whilst(polling -> !polling.isComplete())
            .map(polling -> line("polling", polling));
  }

  private Polling polling(List<String> ids) {
    List<SourceSummary> there = ids.stream().flatMap(id -> summaries.find(id).stream()).toList();
    long waiting =
        there.stream()
            .filter(source -> source.state() == null && source.status() != SourceStatus.DISABLED)
            .count();
    long failing = there.stream().filter(source -> source.status() == SourceStatus.FAILING).count();
    return new Polling(ids.size() - waiting, failing, ids.size());
  }

  private static byte[] line(String kind, Object value) {
    return Json.encodeAll(Map.of(kind, value));
  }
}
