const { default: Sequencer } = require('@jest/test-sequencer');

/** The suites that take longest, the longest first. Begun last, one of them would keep one core busy when all else is done. */
const longest = [
  /dynamo\/test\/conformance\.test/,
  /s3\/test\/conformance\.test/,
  /dynamo\/test\/conformance-clients/,
  /s3\/test\/conformance-chain/,
  /mongo\/test\/conformance\.test/,
  /mongo\/test\/conformance-jongodb/,
  /\/test\/conformance/,
  /\/test\/(lost-replies|crashes|several-processes|broken-drivers)/,
];

module.exports = class LongestFirst extends Sequencer {
  sort(tests) {
    const placeOf = ({ path }) => longest.findIndex((file) => file.test(path)) + 1 || longest.length + 1;
    return super.sort(tests).sort((one, other) => placeOf(one) - placeOf(other));
  }
};
