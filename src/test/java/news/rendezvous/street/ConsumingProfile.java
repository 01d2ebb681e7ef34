package news.rendezvous.street;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.HashMap;
import java.util.Map;
import news.rendezvous.consuming.Guide;

/** The running service with the guide's messaging consumer, set up as the guide says. */
public class ConsumingProfile implements QuarkusTestProfile {

  @Override
  public Map<String, String> getConfigOverrides() {
    Map<String, String> settings = new HashMap<>(Guide.channel());
    settings.put("quarkus.arc.exclude-types", "news.rendezvous.consuming.none");
    return settings;
  }
}
