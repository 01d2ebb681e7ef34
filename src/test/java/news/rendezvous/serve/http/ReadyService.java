package news.rendezvous.serve.http;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;

import java.time.Duration;

/** The service under test, which has read its topics. Before each test, hence without a delay. */
public final class ReadyService {

  private static final Duration WAIT = Duration.ofSeconds(30);

  private ReadyService() {}

  /** Until all that the service consists of is ready. */
  public static void awaitReadiness() {
    await200("/q/health/ready");
  }

  /** Until then all that needs the view is 503. */
  public static void awaitView() {
    await200("/opml");
  }

  private static void await200(String path) {
    await()
        .atMost(WAIT)
        .pollDelay(Duration.ZERO)
        .until(() -> given().get(path).statusCode() == 200);
  }
}
