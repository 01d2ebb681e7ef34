package news.rendezvous.faults;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import news.rendezvous.bench.Installation;

/**
 * The disk of the embedded broker is full, because of another program that takes all of it, at once
 * or in steps, while stories are written: clear error, readiness down, no corruption, and all of it
 * again when there is room.
 */
final class DiskFull implements Scenarios.Scenario {

  private static final long DISK = 256L << 20;
  private static final int STORY_MILLIS = 40;
  private static final Duration FULL = Duration.ofSeconds(15);
  private static final Duration NOTICED = Duration.ofSeconds(30);

  @Override
  public void run(Findings findings, int rounds) throws Exception {
    LoopMount disk;
    try {
      disk = LoopMount.of(DISK, 1024);
    } catch (IOException e) {
      System.out.println(
          "  skipped: a small file system cannot be mounted here: " + e.getMessage());
      return;
    }
    try (disk;
        TestBed bed = new TestBed(new Press(Scenarios.seed(), STORY_MILLIS), true, 1)) {
      Installation service = bed.first();
      Path data = disk.directory().resolve("data");
      service.set("rendezvous.data-dir", data);
      if (System.getProperty("unguarded") != null) {
        service.set("rendezvous.embedded-kafka.min-free", "0");
        service.set("rendezvous.embedded-kafka.reserve", "0");
      }
      bed.start(findings);
      for (int round = 0; round < rounds; round++) {
        fill(bed, disk, findings, round % 2 == 0);
      }
      bed.verify(findings);
      findings.require("the process is the first one", service.service().isAlive(), "alive");
      service.stop();
      List<String> corrupt = LogFiles.corruption(data.resolve("kafka"));
      findings.require("no segment of the log is corrupt", corrupt.isEmpty(), corrupt.size());
      corrupt.stream().limit(10).forEach(line -> System.out.println("         " + line));
      service.start();
      findings.require("it starts on that log", service.isReady(), "ready");
    }
  }

  private static void fill(TestBed bed, LoopMount disk, Findings findings, boolean atOnce)
      throws Exception {
    Installation service = bed.first();
    Path filler = disk.directory().resolve("filler");
    int logged = service.logLines().size();
    long end = System.nanoTime() + FULL.toNanos();
    if (atOnce) {
      allocate(filler, disk.free() - (64 << 10));
    }
    Thread writer = new Thread(() -> write(filler, end), "filler");
    writer.start();
    findings.within(
        NOTICED,
        atOnce ? "all room taken at once: not ready" : "all room taken in steps: not ready",
        () -> service.get("/q/health/ready") == 503);
    String reason = service.read("/q/health/ready");
    findings.require("readiness says why", saysWhy(reason), "by the low-water mark or the broker");
    writer.join();
    findings.require("alive meanwhile", service.get("/q/health/live") == 200, "200");
    findings.require("feeds meanwhile", service.get("/feed.json") == 200, "200");
    findings.note("free bytes", disk.free());
    Files.delete(filler);
    bed.awaitRecovery(findings);
    List<String> lines = service.logLines();
    lines = lines.subList(logged, lines.size());
    findings.require(
        "the log says what is wrong",
        lines.stream().anyMatch(DiskFull::saysWhy),
        "%d lines".formatted(lines.size()));
    lines.stream()
        .filter(line -> !line.contains("Poll found new or changed entries"))
        .forEach(line -> System.out.println("         " + line));
  }

  private static boolean saysWhy(String text) {
    return text.contains("is full") || text.contains("could not write its log");
  }

  private static void allocate(Path file, long bytes) throws Exception {
    try {
      LoopMount.run("fallocate", "-l", Long.toString(bytes), file.toString());
    } catch (IOException takenMeanwhile) {
      System.out.println("         " + takenMeanwhile.getMessage());
    }
  }

  /** Appends as long as the disk takes anything, and again whatever becomes free. */
  private static void write(Path file, long end) {
    byte[] large = new byte[1 << 20];
    byte[] small = new byte[4096];
    boolean full = false;
    while (System.nanoTime() < end) {
      try (OutputStream out =
          Files.newOutputStream(
              file,
              java.nio.file.StandardOpenOption.CREATE,
              java.nio.file.StandardOpenOption.APPEND)) {
        while (System.nanoTime() < end) {
          out.write(full ? small : large);
        }
      } catch (IOException noSpace) {
        full = true;
      }
    }
  }
}
