package news.rendezvous.dedup;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A new {@link StageFixture} for each test. */
abstract class StageTestBase {

  StageFixture stage;

  @BeforeEach
  void start(@TempDir Path state) {
    stage = new StageFixture(state);
  }

  @AfterEach
  void stop() {
    stage.close();
  }
}
