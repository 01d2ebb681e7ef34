package news.rendezvous;

import io.quarkus.runtime.annotations.QuarkusMain;
import java.util.Locale;
import news.rendezvous.launch.Launcher;

/**
 * Main class. Sets the default locale to {@link Locale#ROOT}, since libraries, Kafka among them,
 * write machine-readable text by {@link String#format} and {@link String#toLowerCase}, which use
 * Arabic digits under {@code ar-EG} and a dotless i under {@code tr-TR}.
 */
@QuarkusMain
public class Main {

  static {
    Locale.setDefault(Locale.ROOT); // before a class is loaded that caches the default
    // Quarkus responds to an invalid request target with a bare 400, our own check with a problem
    // document. The property is read when the class of the HTTP server is loaded.
    System.setProperty("vertx.disableURIValidation", "true");
  }

  private Main() {}

  public static void main(String... args) {
    Launcher.run(args);
  }
}
