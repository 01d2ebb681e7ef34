package news.rendezvous.street;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.junit.QuarkusTest;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Requests to /admin: bodies and conflicts. */
@QuarkusTest
class AdministrationWalkTest extends ServiceWalk {

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          url;        {"url":"http://exa mple/"}
          url;        {"url":"ftp://news.example.org/feed"}
          url;        {"title":"No address"}
          id;         {"url":"https://news.example.org/x","id":".."}
          edition;    {"url":"https://news.example.org/x","edition":"a b"}
          interval;   {"url":"https://news.example.org/x","interval":"PT0S"}
          interval;   {"url":"https://news.example.org/x","interval":"15m"}
          zone;       {"url":"https://news.example.org/x","zone":"Asia/Shangai"}
          language;   {"url":"https://news.example.org/x","language":"no tag"}
          links_base; {"url":"https://news.example.org/x","links_base":"/relative"}
          """)
  void namesTheMemberThatDoesNotFit(String member, String body) {
    admin()
        .body(body)
        .post("/admin/sources")
        .then()
        .statusCode(422)
        .body("parameter", equalTo(member));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          {not json
          {"url":"https://news.example.org/x"} and more
          {"url":"https://news.example.org/x","url":"https://news.example.org/y"}
          {"url":"https://news.example.org/x","interval":15}
          {"url":"https://news.example.org/x","enabled":"true"}
          {"url":"https://news.example.org/x","linksBase":"https://news.example.org/"}
          []
          """)
  void refusesABodyThatCannotBeRead(String body) {
    admin()
        .body(body)
        .post("/admin/sources")
        .then()
        .statusCode(400)
        .contentType("application/problem+json");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "url||must be an absolute http or https URL",
        "id||must be 1 to 128 of",
        "id| a|must be 1 to 128 of",
        "title| |must be 1 to 1024 characters",
        "edition||must be 1 to 64 of",
        "language||must be a BCP 47 language tag",
        "language|xx-invalid|must be a BCP 47 language tag",
        "zone||must be a time zone",
        "interval||must be an ISO 8601 duration",
        "interval|15m|must be an ISO 8601 duration",
        "interval|PT0S|must be longer than nothing",
        "links_base||must be an absolute http or https URL"
      })
  void namesTheMemberThatIsNotAcceptable(String member, String value, String form) {
    Map<String, String> body = new HashMap<>(Map.of("url", upstream.url("/unfit.xml")));
    body.put(member, value == null ? "" : value);

    admin()
        .body(body)
        .post("/admin/sources")
        .then()
        .statusCode(422)
        .contentType("application/problem+json")
        .body("parameter", equalTo(member))
        .body("detail", startsWith("The member '" + member + "' " + form))
        .body("detail", containsString(", such as "));
  }

  @Test
  void takesNullForAMemberThatIsAbsent() {
    upstream.serve("/null.xml", RSS, Feeds.burst("null", 1));
    Map<String, Object> body = new HashMap<>(Map.of("url", upstream.url("/null.xml")));
    body.put("id", null);
    body.put("title", "Null and Void");
    body.put("edition", null);

    admin()
        .body(body)
        .post("/admin/sources")
        .then()
        .statusCode(201)
        .body("id", is("null-and-void"));
    admin()
        .body(Map.of("title", "No address"))
        .post("/admin/sources")
        .then()
        .statusCode(422)
        .body("detail", startsWith("The member 'url' is missing: it must be an absolute"));
  }

  @Test
  void takesASourceOnce() {
    upstream.serve("/once.xml", RSS, Feeds.burst("once", 1));
    add("once", "/once.xml", "once");

    admin()
        .body(Map.of("id", "once", "url", upstream.url("/other")))
        .post("/admin/sources")
        .then()
        .statusCode(409);
    admin()
        .body(Map.of("id", "twice", "url", upstream.url("/once.xml")))
        .post("/admin/sources")
        .then()
        .statusCode(409);
    admin().get("/admin/sources").then().body("id", not(contains("twice")));
    admin().get("/admin/sources/twice").then().statusCode(404);
  }
}
