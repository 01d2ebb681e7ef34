package news.rendezvous.serve.page.layout;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import news.rendezvous.serve.page.layout.PageParameters.Parameter;
import org.junit.jupiter.api.Test;

class PageParametersTest {

  @Test
  void dropsEmptyParameters() {
    MultivaluedMap<String, String> sent = new MultivaluedHashMap<>();
    sent.add("q", " ");
    sent.add("tag", "ships & trams");

    assertThat(PageParameters.of(sent).at("./")).isEqualTo("./?tag=ships+%26+trams");
  }

  @Test
  void addsNoQuestionMarkWithoutParameters() {
    PageParameters query =
        PageParameters.EMPTY.with("q", "ferry").without(new Parameter("q", "ferry"));

    assertThat(query.at("./")).isEqualTo("./");
  }
}
