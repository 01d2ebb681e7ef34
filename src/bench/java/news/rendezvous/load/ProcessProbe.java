package news.rendezvous.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import news.rendezvous.bench.Child;

/** CPU and memory of the service's process, by /proc; the peak of anonymous memory by sampling. */
final class ProcessProbe implements AutoCloseable {

  private static final long SAMPLE_MILLIS = 1_000;

  private final Child process;
  private final Thread sampler = new Thread(this::sample, "memory");
  private volatile double peakAnonymous;
  private volatile boolean ended;

  ProcessProbe(Child process) {
    this.process = process;
    sampler.start();
  }

  private void sample() {
    while (!ended && process.isAlive()) {
      try {
        peakAnonymous = Math.max(peakAnonymous, anonymousMegabytes());
        Thread.sleep(SAMPLE_MILLIS);
      } catch (IOException gone) {
        return;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  /** User and system time since the start, in seconds. */
  double cpuSeconds() throws IOException {
    return process.cpuMillis() / 1e3;
  }

  double anonymousMegabytes() throws IOException {
    return megabytes("RssAnon");
  }

  double fileMegabytes() throws IOException {
    return megabytes("RssFile");
  }

  double peakAnonymousMegabytes() {
    return peakAnonymous;
  }

  double threads() throws IOException {
    return number("Threads");
  }

  /** Heap that live objects take, after a full collection. */
  double liveHeapMegabytes() throws IOException, InterruptedException {
    return process.liveBytes() / 1e6;
  }

  private double megabytes(String name) throws IOException {
    return number(name) * 1024 / 1e6;
  }

  private long number(String name) throws IOException {
    List<String> status =
        Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "status"));
    return status.stream()
        .filter(line -> line.startsWith(name + ':'))
        .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
        .findFirst()
        .orElseThrow();
  }

  @Override
  public void close() {
    ended = true;
    sampler.interrupt();
  }
}
