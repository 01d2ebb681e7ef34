package news.rendezvous.bench;

import com.rometools.rome.feed.synd.SyndFeed;
import com.rometools.rome.io.FeedException;
import com.rometools.rome.io.SyndFeedInput;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.runtime.configuration.MemorySizeConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import news.rendezvous.ingest.dialect.DialectReader;
import news.rendezvous.ingest.dialect.DialectReaders;
import news.rendezvous.ingest.dialect.EntryBody;
import news.rendezvous.ingest.fetch.Document;
import news.rendezvous.ingest.normalize.DocumentNormalizer.DocumentOrigin;
import news.rendezvous.ingest.normalize.DocumentNormalizer;
import news.rendezvous.ingest.normalize.NormalizeConfig;
import news.rendezvous.ingest.parse.FeedParser;
import news.rendezvous.ingest.parse.Readers;
import news.rendezvous.ingest.parse.entry.ParsedDocument;
import news.rendezvous.ingest.parse.entry.ParsedEntry;
import news.rendezvous.item.Entry;
import news.rendezvous.item.Json;
import news.rendezvous.source.Source;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.xml.sax.InputSource;

/** Cost of an entry from the body of a response to its Kafka record. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 1, jvmArgsAppend = "-Xmx512m")
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
public class ReadingBench {

  private static final int ENTRIES = 50;

  private final byte[] feed = Stories.feed(ENTRIES).getBytes(StandardCharsets.UTF_8);
  private final FeedParser parser = Readers.parser();
  private final DialectReader dialect = DialectReaders.dialect();
  private final NormalizeConfig config =
      new SmallRyeConfigBuilder()
          .withConverter(MemorySize.class, 100, new MemorySizeConverter())
          .withMapping(NormalizeConfig.class)
          .build()
          .getConfigMapping(NormalizeConfig.class);
  private final ParsedDocument.Feed parsed = parse();
  private final List<Entry> normalized = normalize(parsed);

  /**
   * Runs all, or those that JMH's own options select.
   *
   * @param args options of JMH
   */
  public static void main(String[] args) throws RunnerException, CommandLineOptionException {
    CommandLineOptions options = new CommandLineOptions(args);
    ChainedOptionsBuilder all = new OptionsBuilder().parent(options);
    new Runner(
            (options.getIncludes().isEmpty() ? all.include(ReadingBench.class.getSimpleName()) : all)
                .build())
        .run();
  }

  /** The measure: what the feed library takes alone, without a look at what it read. */
  @Benchmark
  @OperationsPerInvocation(ENTRIES)
  public SyndFeed rome() throws FeedException {
    return new SyndFeedInput().build(new InputSource(new ByteArrayInputStream(feed)));
  }

  /** Bytes to entries as the feed has them. */
  @Benchmark
  @OperationsPerInvocation(ENTRIES)
  public ParsedDocument.Feed parsing() {
    return parse();
  }

  /** The dialect in their bodies, which is where HTML is parsed. */
  @Benchmark
  @OperationsPerInvocation(ENTRIES)
  public void reading(Blackhole sink) {
    parsed.entries().forEach(entry -> sink.consume(read(entry)));
  }

  /** The same, and clean, absolute, dated and fingerprinted. */
  @Benchmark
  @OperationsPerInvocation(ENTRIES)
  public List<Entry> normalizing() {
    return normalize(parsed);
  }

  /** The value of the record. */
  @Benchmark
  @OperationsPerInvocation(ENTRIES)
  public void encoding(Blackhole sink) {
    normalized.forEach(entry -> sink.consume(Json.encode(entry)));
  }

  /** Bytes to records, each made of its entry at once, as the service does. */
  @Benchmark
  @OperationsPerInvocation(ENTRIES)
  public void whole(Blackhole sink) {
    normalized(parse()).forEach(entry -> sink.consume(Json.encode(entry)));
  }

  private ParsedDocument.Feed parse() {
    return (ParsedDocument.Feed)
        parser.parse(
            new Document(
                URI.create("https://quay.example/feed.xml"),
                feed,
                "application/rss+xml",
                null,
                null,
                Instant.EPOCH));
  }

  private EntryBody read(ParsedEntry entry) {
    return dialect.read(entry, "https://quay.example/", null);
  }

  private List<Entry> normalize(ParsedDocument.Feed document) {
    return normalized(document).toList();
  }

  private Stream<Entry> normalized(ParsedDocument.Feed document) {
    Source source =
        new Source(
            "quay",
            "https://quay.example/feed.xml",
            null,
            null,
            null,
            null,
            null,
            null,
            true,
            false);
    DocumentNormalizer one =
        new DocumentNormalizer(
            config,
            new DocumentOrigin(source, "en", Instant.EPOCH, false, source.url().toString()),
            document);
    return document.entries().stream()
        .map(entry -> one.compose(one.identify(entry), read(entry), List.of()));
  }
}
