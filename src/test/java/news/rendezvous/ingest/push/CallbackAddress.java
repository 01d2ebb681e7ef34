package news.rendezvous.ingest.push;

import io.quarkus.test.junit.QuarkusMock;
import java.util.Map;
import news.rendezvous.ingest.fetch.FetchSettings;
import news.rendezvous.ingest.fetch.guard.AddressGuard;

/** Changes the address of the callbacks until the end of a test, as a restart would. */
public final class CallbackAddress {

  private CallbackAddress() {}

  /** Uses the address of a configuration. */
  public static void configure(Map<String, String> keys) {
    QuarkusMock.installMockForType(
        new CallbackBase(CallbackBaseTest.config(keys), new AddressGuard(FetchSettings.of())),
        CallbackBase.class);
  }
}
