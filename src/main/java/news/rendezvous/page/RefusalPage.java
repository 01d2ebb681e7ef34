package news.rendezvous.page;

import news.rendezvous.problem.Problem;

/**
 * Why there is no page.
 *
 * @param frame what all pages have
 * @param problem what went wrong
 */
record RefusalPage(Frame frame, Problem problem) {}
