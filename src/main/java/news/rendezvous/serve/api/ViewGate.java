package news.rendezvous.serve.api;

import jakarta.enterprise.inject.Any;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import news.rendezvous.serve.http.problem.Problem;
import news.rendezvous.source.SourceRegistry;
import news.rendezvous.view.ViewReadiness;
import news.rendezvous.view.saved.ViewRegistry;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * Readiness gate: 503 until the sources, the saved views and the stories were read once, since an
 * empty feed would make readers drop all stories. After that the view is served even while Kafka is
 * unavailable.
 */
public class ViewGate {

  private final SourceRegistry sources;
  private final ViewRegistry views;
  private final ViewReadiness view;
  private volatile boolean open;

  @Inject
  ViewGate(SourceRegistry sources, ViewRegistry views, @Any ViewReadiness view) {
    this.sources = sources;
    this.views = views;
    this.view = view;
  }

  /** 503, or empty to let the request pass. */
  @NeedsView
  @ServerRequestFilter
  public Optional<Response> check() {
    if (open) {
      return Optional.empty();
    }
    boolean definitionsRead = sources.isRead() && views.isRead();
    open = definitionsRead && view.isCaughtUp();
    return open ? Optional.empty() : Optional.of(refusal(definitionsRead));
  }

  static Response refusal(boolean definitionsRead) {
    return new Problem(
            "view-not-read",
            "Not ready yet",
            503,
            definitionsRead
                ? "The stories are being read from Kafka. Try again in a few seconds."
                : "Kafka is not reachable, or has not answered since the start. Nothing can be"
                    + " served before its topics were read once; /q/health/ready says more.",
            null)
        .toRetryResponse();
  }
}
