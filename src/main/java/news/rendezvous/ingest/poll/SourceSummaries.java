package news.rendezvous.ingest.poll;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
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

  public List<SourceSummary> all() {
    return sources.all().stream().sorted(Comparator.comparing(Source::id)).map(this::of).toList();
  }

  public SourceSummary of(Source source) {
    return new SourceSummary(source, states.find(source.id()).orElse(null));
  }

  /** The current title of a source, else its former one, else its id. */
  public String name(String id, @Nullable String former) {
    return find(id).map(SourceSummary::title).or(() -> Optional.ofNullable(former)).orElse(id);
  }
}
