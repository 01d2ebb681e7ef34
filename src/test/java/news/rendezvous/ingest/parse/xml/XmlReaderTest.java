package news.rendezvous.ingest.parse.xml;

import static org.assertj.core.api.Assertions.assertThat;

import news.rendezvous.source.PollOutcome;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class XmlReaderTest {

  private final XmlReader reader = new XmlReader(new XmlReader.Limits(100, 200, 500, 6));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<a><b/><b/><b/><b/><b/></a>",
        "<a b='' c='' d='' e='' f=''/>",
        "<a><b>x</b>y<b>z</b></a>",
        "<a>x<!-- -->y<?z?>x<!-- -->y<?z?>z</a>",
        "<a><b><b><b><b><b>"
      })
  void readsADocumentOfAsManyNodesAsAllowed(String xml) {
    assertThat(reader.read(xml)).isInstanceOf(XmlReader.Result.Tree.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<a><b/><b/><b/><b/><b/><b/></a>",
        "<a b='' c='' d='' e='' f='' g=''/>",
        "<a><b>x</b>y<b>z</b>x</a>",
        "<a>u<!-- -->v<?w?>w<!-- -->x<?y?>y<!-- -->z</a>",
        "<a><b><b><b><b><b><b>",
        "<a></c><b/><b/><b/><b/><b/></a>"
      })
  void refusesADocumentOfMoreNodes(String xml) {
    assertThat(reader.read(xml))
        .isEqualTo(
            new XmlReader.Result.Broken(
                PollOutcome.LIMIT, "more than 6 elements, attributes and texts", false));
  }
}
