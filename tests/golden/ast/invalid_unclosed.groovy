node {
  stage('x') {
    sh 'a'
}
