package news.rendezvous.ingest.poll;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.stream.Stream;
import news.rendezvous.ingest.poll.state.PollStates;
import news.rendezvous.source.Source;
import news.rendezvous.source.SourceRegistry;
import org.jspecify.annotations.Nullable;

/** Summaries of all sources, the same on every replica. */
@Singleton
public class SourceSummaries {

  private final SourceRegistry sources;
  private final PollStates states;

  @Inject
  protected SourceSummaries(SourceRegistry sources, PollStates states) {
    this.sources = sources;
    this.states = states;
  }

  public Optional<SourceSummary> find(String id) {
    return sources.find(id).map(this::of);
  }

  /** All summaries by id, read one by one as they are consumed: there may be many. */
  public Stream<SourceSummary> all() {
    return after("");
  }

  /** The summaries of the sources with an id after this one, by id; read as {@link #all}. */
  public Stream<SourceSummary> after(String id) {
    return sources.after(id).map(this::of);
  }

  public SourceSummary of(Source source) {
    return new SourceSummary(source, states.find(source.id()).orElse(null));
  }

  /** The current title of a source, else its former one, else its id. */
  public String name(String id, @Nullable String former) {
    return find(id).map(SourceSummary::title).or(() -> Optional.ofNullable(former)).orElse(id);
  }
}
