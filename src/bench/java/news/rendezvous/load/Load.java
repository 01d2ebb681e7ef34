package news.rendezvous.load;

import java.util.Arrays;
import java.util.List;

/**
 * Whole-process load on the packaged service, with an upstream made from a seed. Prints one table
 * and one JSON line.
 *
 * <p>{@code api [feeds [rounds]]}: a service that has just started is given feeds of 50 items by
 * the admin API, then polls that are answered by 304, then rounds of new items, then single
 * stories. {@code steady sources polls stories items [minutes]}: a service that held so many sources and items before its
 * start polls them by schedule, so many times a second, while so many stories a second appear.
 * {@code sizes}: the latter with 1,000, 10,000 and 100,000 of both. {@code continent}: the latter
 * with 200,000 sources, 1,330 polls and 83 stories a second.
 *
 * <p>{@code -Dxmx=512m} is the heap of the service, {@code -Djvm} has more options of its JVM,
 * {@code -Dseed=1} is the seed, {@code -Daddresses} the number of hosts; {@code -Dkeep} keeps data and logs.
 */
final class Load {

  private Load() {}

  public static void main(String[] args) throws Exception {
    int[] numbers = Arrays.stream(args).skip(1).mapToInt(Integer::parseInt).toArray();
    switch (args[0]) {
      case "api" -> new ApiLoad(or(numbers, 0, 1_000), or(numbers, 1, 3)).run();
      case "steady" ->
          steady(numbers[0], numbers[1], numbers[2], numbers[3], or(numbers, 4, 2));
      case "sizes" -> {
        for (int size : List.of(1_000, 10_000, 100_000)) {
          steady(size, 300, 20, size, 2);
        }
      }
      case "continent" -> steady(200_000, 1_330, 83, 20_000, 5);
      default -> throw new IllegalArgumentException("api, steady, sizes or continent: " + args[0]);
    }
  }

  private static int or(int[] numbers, int place, int otherwise) {
    return numbers.length > place ? numbers[place] : otherwise;
  }

  private static void steady(int sources, int polls, int stories, int items, int minutes)
      throws Exception {
    new SteadyLoad(sources, polls, stories, items, minutes).run();
  }
}
