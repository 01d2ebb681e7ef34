package news.rendezvous.view.saved;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import news.rendezvous.item.Json;
import news.rendezvous.item.RecordJson;
import news.rendezvous.item.url.FeedUrl;
import news.rendezvous.source.StoredSecret;
import news.rendezvous.view.Selection;
import news.rendezvous.view.saved.Webhook.EventType;
import news.rendezvous.view.search.Queries;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SavedViewTest {

  /** A record of the views topic with every member that there is. */
  private static final String WHOLE =
      """
      {"id":"boats","title":"Boats","description":"Ships and tides","q":"ferry OR \\"night boat\\"","source":["quay"],"tag":["harbour"],"lang":["en"],"webhooks":[{"url":"https://chat.example/hook","secret":{"plain":"hush"},"events":["PUBLISHED","WITHDRAWN"]}],"configured":false}
      """
          .strip();

  private static SavedView read(String json) throws IOException {
    return RecordJson.decode(json.getBytes(StandardCharsets.UTF_8), SavedView.class);
  }

  @Test
  void isStoredAsThisRecord() throws IOException {
    SavedView view =
        new SavedView(
            "boats",
            "Boats",
            "Ships and tides",
            "ferry OR \"night boat\"",
            List.of("quay"),
            List.of("harbour"),
            List.of("en"),
            List.of(
                new Webhook(
                    FeedUrl.of("https://chat.example/hook"),
                    new StoredSecret("hush", null),
                    List.of(EventType.WITHDRAWN, EventType.PUBLISHED))),
            false);

    assertThat(new String(Json.encode(view), StandardCharsets.UTF_8)).isEqualTo(WHOLE);
    assertThat(read(WHOLE)).isEqualTo(view);
  }

  @Test
  void selectsWhatItsMembersSay() throws IOException {
    assertThat(read(WHOLE).selection())
        .isEqualTo(
            new Selection(
                List.of("quay"),
                List.of("harbour"),
                List.of("en"),
                Queries.of("ferry OR \"night boat\"")));
  }

  @Test
  void selectsEverythingWithoutThem() throws IOException {
    assertThat(read("{\"id\":\"all\",\"title\":\"All\"}").selection()).isEqualTo(Selection.ALL);
  }

  @Test
  void isLoggedWithoutSecrets() throws IOException {
    assertThat(read(WHOLE).toString()).contains("chat.example").doesNotContain("hush");
  }

  @Test
  void sendsAllEventsToAWebhookThatNamesNone() throws IOException {
    SavedView view =
        read(
            "{\"id\":\"all\",\"title\":\"All\",\"webhooks\":[{\"url\":\"http://chat.example/\"}]}");

    assertThat(view.webhooks().get(0).events()).containsExactly(EventType.values());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"title":"Boats"}                                                        | id is missing
          {"id":"boats"}                                                           | title is missing
          {"id":"a/b","title":"Boats"}                                             | not a view id
          {"id":"boats","title":"Boats","q":"title:"}                              | its query has no value after title: (character 1)
          {"id":"boats","title":"Boats","webhooks":[{"url":"mailto:a@b.example"}]} | must be an http or https URL
          {"id":"boats","title":"Boats","webhooks":[{"url":"https://a.example/","secret":{}}]} | neither or both
          """)
  void refusesARecordThatCannotBeUsed(String json, String reason) {
    assertThatIOException().isThrownBy(() -> read(json)).withMessageContaining(reason);
  }
}
