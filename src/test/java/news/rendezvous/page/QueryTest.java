package news.rendezvous.page;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import news.rendezvous.page.Query.Parameter;
import org.junit.jupiter.api.Test;

class QueryTest {

  @Test
  void dropsEmptyParameters() {
    MultivaluedMap<String, String> sent = new MultivaluedHashMap<>();
    sent.add("q", " ");
    sent.add("tag", "ships & trams");

    assertThat(Query.of(sent).at("./")).isEqualTo("./?tag=ships+%26+trams");
  }

  @Test
  void addsNoQuestionMarkWithoutParameters() {
    Query query = Query.EMPTY.with("q", "ferry").without(new Parameter("q", "ferry"));

    assertThat(query.at("./")).isEqualTo("./");
  }
}
