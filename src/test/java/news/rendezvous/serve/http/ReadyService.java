package news.rendezvous.serve.http;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;

import java.time.Duration;

/** The service under test, which has read its topics. */
public final class ReadyService {

  private ReadyService() {}

  /** Until then all that needs the view is 503. */
  public static void awaitView() {
    await().atMost(Duration.ofSeconds(30)).until(() -> given().get("/opml").statusCode() == 200);
  }
}
