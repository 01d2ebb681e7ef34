package news.rendezvous.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A process that a benchmark started, and ends with it. */
public final class Child implements AutoCloseable {

  private static final int TICKS_A_SECOND = 100;

  private final Process process;

  private Child(Process process) {
    this.process = process;
  }

  /** Starts a JVM whose output is appended to a file. */
  static Child java(Path log, List<String> arguments) throws IOException {
    return java(log, arguments, Map.of());
  }

  /** The same with further environment variables. */
  static Child java(Path log, List<String> arguments, Map<String, String> environment)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(arguments);
    ProcessBuilder process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    process.environment().putAll(environment);
    return new Child(process.start());
  }

  /** CPU time used so far in the process's own code and in the kernel for it, in milliseconds. */
  public long cpuMillis() throws IOException {
    return cpuMillis(Path.of("/proc", Long.toString(process.pid())));
  }

  /** The same by thread; names are cut to 15 characters, and threads of one name are one. */
  public Map<String, Long> cpuMillisByThread() throws IOException {
    Map<String, Long> byThread = new HashMap<>();
    try (Stream<Path> tasks = Files.list(Path.of("/proc", Long.toString(process.pid()), "task"))) {
      for (Path task : tasks.toList()) {
        add(byThread, task);
      }
    }
    return byThread;
  }

  private static void add(Map<String, Long> byThread, Path task) throws IOException {
    try {
      String name = Files.readString(task.resolve("comm")).strip().replaceAll("[0-9]+", "N");
      byThread.merge(name, cpuMillis(task), Long::sum);
    } catch (NoSuchFileException ended) {
      // A thread that ended while they were listed has no part in what comes.
    }
  }

  private static long cpuMillis(Path proc) throws IOException {
    String stat = Files.readString(proc.resolve("stat"));
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) * 1000 / TICKS_A_SECOND;
  }

  /** Bytes of heap that live objects take, after a full collection. */
  public long liveBytes() throws IOException, InterruptedException {
    jcmd("GC.run");
    // The histogram counts only what is reachable; its last line is the total.
    return jcmd("GC.class_histogram")
        .lines()
        .filter(line -> line.startsWith("Total"))
        .mapToLong(line -> Long.parseLong(line.trim().split(" +")[2]))
        .findFirst()
        .orElseThrow();
  }

  public String jcmd(String... command) throws IOException, InterruptedException {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "jcmd").toString());
    line.add(Long.toString(process.pid()));
    line.addAll(List.of(command));
    Process jcmd = new ProcessBuilder(line).redirectErrorStream(true).start();
    try (BufferedReader reader = jcmd.inputReader(StandardCharsets.UTF_8)) {
      return String.join("\n", reader.lines().toList());
    }
  }

  /** Ends its standard input, at which programs of the benchmarks end by themselves, and waits. */
  public void finish() throws IOException, InterruptedException {
    process.getOutputStream().close();
    process.waitFor();
  }

  /** Ends it as a power cut would, and waits until it is gone. */
  public void kill() throws InterruptedException {
    process.destroyForcibly().waitFor(); // SIGKILL
  }

  /**
   * Sends it a signal.
   *
   * @param name as kill(1) takes it, such as {@code STOP}
   */
  public void signal(String name) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
  }

  /** Waits until it has ended, at most for a time; its exit code, if it has. */
  public OptionalInt exitCode(Duration atMost) throws InterruptedException {
    return process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS)
        ? OptionalInt.of(process.exitValue())
        : OptionalInt.empty();
  }

  public long pid() {
    return process.pid();
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  @Override
  public void close() throws IOException {
    process.getOutputStream().close();
    process.destroy();
    try {
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
