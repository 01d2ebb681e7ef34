package news.rendezvous.street;

import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.rometools.rome.feed.atom.Content;
import com.rometools.rome.feed.atom.Entry;
import com.rometools.rome.feed.atom.Feed;
import com.rometools.rome.io.FeedException;
import com.rometools.rome.io.WireFeedOutput;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jdom2.Element;
import org.jdom2.Namespace;
import org.junit.jupiter.api.Test;

/** Publishers that delete stories: RFC 6721, and RFC 5005 section 2. */
@QuarkusTest
class UpstreamWithdrawalWalkTest extends ServiceWalk {

  private static final Namespace TOMBSTONES =
      Namespace.getNamespace("at", "http://purl.org/atompub/tombstones/1.0");
  private static final Namespace HISTORY =
      Namespace.getNamespace("fh", "http://purl.org/syndication/history/1.0");
  private static final String ATOM = "application/atom+xml";

  private static Feed feed(String prefix, String... stories) {
    Feed feed = new Feed("atom_1.0");
    feed.setTitle("Quay");
    feed.setId("urn:" + prefix);
    feed.setEntries(Arrays.stream(stories).map(story -> entry(prefix, story)).toList());
    return feed;
  }

  private static Entry entry(String prefix, String story) {
    Entry entry = new Entry();
    entry.setId("urn:%s:%s".formatted(prefix, story));
    entry.setTitle("The %s of %s".formatted(story, prefix));
    Content text = new Content();
    text.setType("text");
    text.setValue("The %s of %s is open from Monday on.".formatted(story, prefix));
    entry.setContents(List.of(text));
    entry.setUpdated(new Date(1_767_225_600_000L)); // 2026-01-01
    return entry;
  }

  private static Element deleted(String prefix, String story) {
    return new Element("deleted-entry", TOMBSTONES)
        .setAttribute("ref", "urn:%s:%s".formatted(prefix, story))
        .setAttribute("when", "2026-02-01T00:00:00Z");
  }

  private void serve(String id, Feed feed, Element... marks) {
    feed.setForeignMarkup(List.of(marks));
    try {
      upstream.serve("/" + id, ATOM, new WireFeedOutput().outputString(feed));
    } catch (FeedException e) {
      throw new AssertionError(e);
    }
  }

  private static Map<String, String> ids(String source) {
    List<Map<String, String>> items = carried(source).getList("items");
    return items.stream()
        .collect(Collectors.toMap(item -> item.get("title"), item -> item.get("id")));
  }

  private static JsonPath carried(String source) {
    return when().get("/sources/" + source + "/feed.json").jsonPath();
  }

  private static void awaitGone(String item) {
    await().atMost(WAIT).untilAsserted(() -> when().get("/items/" + item).then().statusCode(410));
  }

  @Test
  void aTombstoneWithdrawsTheStoryEverywhere() {
    serve("walk-tomb", feed("walk-tomb", "mole", "crane"));
    add("walk-tomb", "/walk-tomb", "walk-tomb");
    carried("walk-tomb", 2);
    String gone = ids("walk-tomb").get("The mole of walk-tomb");

    serve("walk-tomb", feed("walk-tomb", "crane"), deleted("walk-tomb", "mole"));
    poll("walk-tomb");

    awaitGone(gone);
    carried("walk-tomb", 1);
    assertThat(records(gone)).last().satisfies(tombstone -> assertThat(tombstone.value()).isNull());

    Feed again = feed("walk-tomb", "crane");
    Entry changed = entry("walk-tomb", "mole");
    changed.setTitle("The mole of walk-tomb, again");
    changed.setUpdated(new Date(1_772_000_000_000L)); // after its deletion
    again.setEntries(List.of(changed, again.getEntries().get(0)));
    serve("walk-tomb", again, deleted("walk-tomb", "mole"));
    poll("walk-tomb");

    carried("walk-tomb", 2);
    assertThat(ids("walk-tomb")).containsEntry("The mole of walk-tomb, again", gone);
    assertThat(records(gone)).hasSize(3);
  }

  @Test
  void aStoryThatACompleteFeedLacksIsWithdrawn() {
    Element complete = new Element("complete", HISTORY);
    serve("walk-complete", feed("walk-complete", "mole", "crane", "buoy"), complete);
    add("walk-complete", "/walk-complete", "walk-complete");
    carried("walk-complete", 3);
    String gone = ids("walk-complete").get("The buoy of walk-complete");

    serve("walk-complete", feed("walk-complete", "mole", "crane"), complete.clone());
    poll("walk-complete");

    awaitGone(gone);
    carried("walk-complete", 2);
    // More than half at once: the next poll has to find the same.
    serve("walk-complete", feed("walk-complete", "lock"), complete.clone());
    poll("walk-complete");
    carried("walk-complete", 3);
    poll("walk-complete");
    carried("walk-complete", 1);
    // An empty document withdraws nothing.
    serve("walk-complete", feed("walk-complete"), complete.clone());
    poll("walk-complete");
    poll("walk-complete");
    carried("walk-complete", 1);
  }

  @Test
  void aStoryStaysThatAnotherSourceCarries() {
    Element complete = new Element("complete", HISTORY);
    serve("walk-shared", feed("walk-shared", "mole", "crane"), complete);
    serve("walk-sharing", feed("walk-shared", "mole"));
    add("walk-shared", "/walk-shared", "walk-shared");
    carried("walk-shared", 2);
    add("walk-sharing", "/walk-sharing", "walk-shared");
    carried("walk-sharing", 1);
    String shared = ids("walk-sharing").get("The mole of walk-shared");

    serve("walk-shared", feed("walk-shared", "crane"), complete.clone());
    poll("walk-shared");
    serve("walk-sharing", feed("walk-sharing", "other"), deleted("walk-shared", "mole"));
    when().get("/items/" + shared).then().statusCode(200);
    poll("walk-sharing");

    awaitGone(shared);
  }
}
