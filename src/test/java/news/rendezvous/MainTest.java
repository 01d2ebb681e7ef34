package news.rendezvous;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {

  /** Formats text like a library, in a process whose main class was loaded. */
  static final class Probe {

    private Probe() {}

    public static void main(String... args) throws ClassNotFoundException {
      Class.forName(Main.class.getName()); // initialises it
      System.out.printf("%d %s %s", 1234567890, "TITLE".toLowerCase(), Locale.getDefault());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"ar-EG", "fa-IR", "tr-TR", "az-AZ", "th-TH-u-nu-thai"})
  void writesForMachinesWhateverTheLocaleOfTheMachine(String tag) throws Exception {
    Locale locale = Locale.forLanguageTag(tag);

    assertThat(printed(locale)).isEqualTo("1234567890 title ");
  }

  private static String printed(Locale locale) throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(
            ProcessHandle.current().info().command().orElseThrow(),
            "-Dfile.encoding=ISO-8859-1",
            "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
            Probe.class.getName());
    Map<String, String> environment = builder.environment();
    environment.put(
        "JAVA_TOOL_OPTIONS",
        "-Duser.language=%s -Duser.country=%s"
            .formatted(locale.getLanguage(), locale.getCountry()));
    Process process = builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).isZero();
    return output;
  }
}
