package news.rendezvous.ingest.resolve.answer;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Positive;

/** Limits of {@link AnswerReader}. */
public interface AnswerConfig {

  /** Longest body that is read, decoded; a longer one is truncated. */
  @WithDefault("512K")
  MemorySize maxBody();

  /** Most URLs of one reference: it leads to a story, or to the few pictures of one. */
  @WithDefault("20")
  @Positive
  int maxUrls();

  /** Longest URL that a reference leads to, in characters; a longer one is dropped. */
  @WithDefault("8000")
  @Positive
  int maxUrl();
}
