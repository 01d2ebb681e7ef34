package news.rendezvous.load;

/**
 * Feeds spread over addresses of 127.0.0.0/8, each of which is a host with politeness limits of its
 * own.
 *
 * @param port of all addresses
 * @param feeds number of feeds
 * @param count number of addresses
 */
record FeedAddresses(int port, int feeds, int count) {

  private static final int FIRST = 1 << 16; // 127.1.0.1 and following

  /** The address of a number; 127.0.0.1 is the first. */
  String address(int number) {
    int host = number == 0 ? 1 : FIRST + number;
    return "127." + (host >> 16) + '.' + (host >> 8 & 255) + '.' + (host & 255);
  }

  String home(int feed) {
    return "http://" + address(feed % count) + ':' + port + '/';
  }

  String url(int feed) {
    return home(feed) + "feed/" + feed;
  }

  String id(int feed) {
    return "feed-" + feed;
  }
}
