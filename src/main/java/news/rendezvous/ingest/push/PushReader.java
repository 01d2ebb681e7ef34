package news.rendezvous.ingest.push;

import io.smallrye.mutiny.Uni;
import java.util.Optional;
import news.rendezvous.ingest.fetch.Document;
import news.rendezvous.source.Source;

/** Reader of pushed documents; the poll stage implements it. */
public interface PushReader {

  /** Result of a pushed document. */
  sealed interface PushResult {

    /**
     * Kafka has acknowledged its new entries.
     *
     * @param entries entries in the document
     * @param changed entries that were new or changed
     * @param seen digests of the newest pushed entries, this document's included
     * @param generation of the topics that they were sent to
     */
    record Taken(int entries, int changed, byte[] seen, String generation) implements PushResult {}

    /** It cannot be read, and is ignored. */
    record Unreadable(String reason) implements PushResult {}
  }

  /** The reason why no document can be taken now; empty if one can. */
  Optional<String> refusal();

  /** Reads a document and publishes its new entries. Fails if Kafka does not acknowledge them. */
  Uni<PushResult> read(Source source, Document document);
}
