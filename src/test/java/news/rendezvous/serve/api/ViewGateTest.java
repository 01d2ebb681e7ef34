package news.rendezvous.serve.api;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.ws.rs.core.Response;
import news.rendezvous.serve.http.problem.Problem;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ViewGateTest {

  @ParameterizedTest
  @CsvSource({"false, Kafka is not reachable", "true, being read from Kafka"})
  void saysWhatIsWaitedForAndWhenToComeBack(boolean sourcesRead, String words) {
    Response refusal = ViewGate.refusal(sourcesRead);

    assertThat(refusal.getStatus()).isEqualTo(503);
    assertThat(refusal.getHeaderString("Retry-After")).isEqualTo("5");
    assertThat(((Problem) refusal.getEntity()).detail()).contains(words);
  }
}
