package news.rendezvous.serve.format;

import static news.rendezvous.serve.format.SampleItems.document;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.StreamSupport;
import news.rendezvous.view.Timelines;
import news.rendezvous.view.ViewItem;
import org.junit.jupiter.api.Test;

class JsonFeedFormatTest extends FeedFormatContract {

  @Override
  FeedFormat format() {
    return new JsonFeedFormat();
  }

  @Override
  String readable(String text) {
    return text;
  }

  @Override
  Read read(byte[] document) {
    JsonNode feed = tree(document);
    return new Read(
        feed.path("title").asText(),
        feed.path("feed_url").asText(),
        feed.path("next_url").textValue(),
        values(feed, "id"),
        values(feed, "title"));
  }

  private static JsonNode tree(byte[] document) {
    try {
      return new ObjectMapper().readTree(document);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> values(JsonNode feed, String member) {
    return StreamSupport.stream(feed.path("items").spliterator(), false)
        .map(item -> item.path(member).asText())
        .toList();
  }

  @Test
  void saysWhatItIs() {
    FeedMetadata head =
        new FeedMetadata(
            "Harbour news",
            "https://news.example.org/",
            null,
            "en",
            "https://news.example.org/icon.png",
            List.of("Harbour desk"));

    byte[] document = format().render(document(head, null));

    assertThat(new String(document, StandardCharsets.UTF_8))
        .isEqualTo(
"""
{"version":"https://jsonfeed.org/version/1.1","title":"Harbour news",\
"home_page_url":"https://news.example.org/","feed_url":"https://news.example.org/feed?a=1&b=2",\
"language":"en","icon":"https://news.example.org/icon.png",\
"authors":[{"name":"Harbour desk"}],\
"hubs":[{"type":"WebSub","url":"https://news.example.org/hub"}],"items":[]}""");
  }

  @Test
  void isJoinedFromTheBytesOfTheRecords() {
    ViewItem held = SampleItems.held(SampleItems.item(1, "One"));
    String stored =
        new String(held.json(), StandardCharsets.UTF_8)
            .replaceFirst("\\{", "{ \"unknown\" : [1 , 2],");
    ViewItem foreign = Timelines.held(stored.getBytes(StandardCharsets.UTF_8), held.recorded());
    FeedDocument document =
        FeedDocument.of(SampleItems.HEAD, "urn:x", SampleItems.links(null), List.of(held, foreign));

    String json = new String(format().render(document), StandardCharsets.UTF_8);

    assertThat(json)
        .endsWith(
            "\"items\":[" + new String(held.json(), StandardCharsets.UTF_8) + "," + stored + "]}");
  }
}
