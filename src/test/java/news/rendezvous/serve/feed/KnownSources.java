package news.rendezvous.serve.feed;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.stream.Stream;
import news.rendezvous.ingest.poll.SourceSummaries;
import news.rendezvous.ingest.poll.SourceSummary;
import news.rendezvous.ingest.poll.state.PollState;
import news.rendezvous.ingest.poll.state.PollStates;
import news.rendezvous.item.Json;
import news.rendezvous.source.Source;
import news.rendezvous.source.SourceRegistry;

/** The sources of the tests of the running service. */
@Alternative
@Singleton
public class KnownSources extends SourceSummaries {

  private static final SourceSummary BARE =
      new SourceSummary(
          read("{'id':'bare','url':'https://bare.example.org/'}", Source.class), null);

  private static final SourceSummary CANAL =
      new SourceSummary(
          read("{'id':'canal','url':'https://canal.example.org/feed'}", Source.class),
          read(
              """
              {'memory':{'validators':{}},'health':{'outcome':'OK'},
               'plan':{'last':'2026-03-03T12:00:00Z','reason':'planned'},
               'profile':{'title':'Canal Courier','home_page':'https://canal.example.org/',
                 'description':'Locks and boats','language':'nl','icon':'javascript:alert(1)'}}
              """,
              PollState.class));

  @Inject
  KnownSources(SourceRegistry sources, PollStates states) {
    super(sources, states);
  }

  @Override
  public Optional<SourceSummary> find(String id) {
    return all().filter(source -> source.id().equals(id)).findFirst();
  }

  @Override
  public Stream<SourceSummary> all() {
    return Stream.of(BARE, CANAL);
  }

  private static <T> T read(String json, Class<T> type) {
    try {
      return Json.decode(json.replace('\'', '"').getBytes(UTF_8), type);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
