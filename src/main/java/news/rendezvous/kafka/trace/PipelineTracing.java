package news.rendezvous.kafka.trace;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.opentelemetry.context.propagation.TextMapSetter;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.StreamSupport;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * Spans of the steps from a poll to the item that is served. A step has a {@link Context}, which is
 * passed on as an argument, since it crosses threads, and as record headers, since it crosses
 * topics. While tracing is off it is always {@link Context#root}.
 */
@ApplicationScoped
public class PipelineTracing {

  /** Tracing that is off. */
  public static final PipelineTracing OFF = new PipelineTracing(OpenTelemetry.noop());

  private static final String SCOPE = "news.rendezvous";

  private final boolean on;
  private final Tracer tracer;
  private final TextMapPropagator propagator;

  // An SDK that is disabled still makes trace ids and has propagators.
  @Inject
  PipelineTracing(
      OpenTelemetry configured, @ConfigProperty(name = "quarkus.otel.sdk.disabled") boolean off) {
    this(off ? OpenTelemetry.noop() : configured);
  }

  public PipelineTracing(OpenTelemetry telemetry) {
    this.on = telemetry != OpenTelemetry.noop();
    this.tracer = telemetry.getTracer(SCOPE);
    this.propagator = telemetry.getPropagators().getTextMapPropagator();
  }

  /** Begins a step, which {@link #end} must end. */
  public Context begin(String name, SpanKind kind, Context parent) {
    return on
        ? parent.with(tracer.spanBuilder(name).setSpanKind(kind).setParent(parent).startSpan())
        : Context.root();
  }

  /** Begins a step that consumes a record; none where the record belongs to no trace. */
  public Context consume(String name, Headers headers) {
    if (!on) {
      return Context.root();
    }
    Context producer = propagator.extract(Context.root(), headers, HeaderText.ACCESS);
    return Span.fromContext(producer).getSpanContext().isValid()
        ? begin(name, SpanKind.CONSUMER, producer)
        : Context.root();
  }

  /** Writes the step into the headers of a record that it produces. */
  public void inject(Context step, Headers headers) {
    if (on) {
      propagator.inject(step, headers, HeaderText.ACCESS);
    }
  }

  /**
   * Ends a step.
   *
   * @param failure the reason for which it failed; null if it did not
   */
  public static void end(Context step, @Nullable Throwable failure) {
    Span span = Span.fromContext(step);
    if (failure != null) {
      span.setStatus(StatusCode.ERROR, failure.getClass().getSimpleName());
    }
    span.end();
  }

  /** Record headers as the carrier of a propagator. */
  private enum HeaderText implements TextMapGetter<Headers>, TextMapSetter<Headers> {
    ACCESS;

    @Override
    public Iterable<String> keys(Headers headers) {
      List<Header> all = StreamSupport.stream(headers.spliterator(), false).toList();
      return all.stream().map(Header::key).toList();
    }

    @Override
    public @Nullable String get(@Nullable Headers headers, String name) {
      Header header = headers == null ? null : headers.lastHeader(name);
      return header == null || header.value() == null
          ? null
          : new String(header.value(), StandardCharsets.UTF_8);
    }

    @Override
    public void set(@Nullable Headers headers, String name, String value) {
      if (headers != null) {
        headers.remove(name).add(name, value.getBytes(StandardCharsets.UTF_8));
      }
    }
  }
}
